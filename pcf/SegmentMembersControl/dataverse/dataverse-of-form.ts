import type { ActionHost } from './actions';
import { connectDataverse } from './connection';
import type { Dataverse } from './dataverse';

/** Dataverse as the form that the control stands on gives access to it. */
export function dataverseOfForm({ webAPI }: Pick<ComponentFramework.Context<unknown>, 'webAPI'>): Dataverse {
  return connectDataverse({
    rows: webAPI,
    actionHost: (globalThis as { readonly Xrm?: ActionHost }).Xrm,
    send: (url, init) => fetch(url, init),
  });
}
