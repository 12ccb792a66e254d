import * as React from 'react';
import { initialsOf, tintOf } from './initials';

/** A person's initials beside the name, which says all that they say. */
export function Initials({ id, name }: { readonly id: string; readonly name: string }): React.JSX.Element {
  return (
    <span aria-hidden="true" className={`sgm-initials sgm-tint-${tintOf(id)}`}>
      {initialsOf(name)}
    </span>
  );
}
