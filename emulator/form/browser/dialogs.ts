import { button, element } from './elements';

/**
 * Shows a modal dialog and resolves with what `build` closes it with, or `undefined` when Escape closed it.
 * The browser gives the focus back to where it was.
 */
export function showDialog<T>(
  label: string,
  build: (close: (answer: T) => void) => readonly Node[],
  style = 'host-dialog',
): Promise<T | undefined> {
  return new Promise((resolve) => {
    let answer: T | undefined;
    const dialog = element('dialog', { class: style, 'aria-label': label });
    dialog.append(
      ...build((given) => {
        answer = given;
        dialog.close();
      }),
    );
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(answer);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

function buttons(...row: readonly Node[]): HTMLElement {
  return element('div', { class: 'host-dialog-buttons' }, ...row);
}

export async function alertDialog(
  strings: ComponentFramework.NavigationApi.AlertDialogStrings,
): Promise<void> {
  await showDialog<true>(strings.text, (close) => [
    element('p', {}, strings.text),
    buttons(button(strings.confirmButtonLabel ?? 'OK', () => close(true), { class: 'primary' })),
  ]);
}

export async function confirmDialog(
  strings: ComponentFramework.NavigationApi.ConfirmDialogStrings,
): Promise<ComponentFramework.NavigationApi.ConfirmDialogResponse> {
  const title = strings.title ?? 'Confirm';
  const confirmed = await showDialog<boolean>(title, (close) => [
    element('h2', {}, title),
    ...(strings.subtitle ? [element('p', {}, element('strong', {}, strings.subtitle))] : []),
    element('p', {}, strings.text),
    buttons(
      button(strings.confirmButtonLabel ?? 'OK', () => close(true), { class: 'primary' }),
      button(strings.cancelButtonLabel ?? 'Cancel', () => close(false)),
    ),
  ]);
  return { confirmed: confirmed ?? false };
}

export async function errorDialog(
  options: ComponentFramework.NavigationApi.ErrorDialogOptions,
): Promise<void> {
  const message = options.message ?? 'An error has occurred.';
  const details = [
    options.errorCode === undefined ? '' : `Error code: ${options.errorCode}`,
    options.details ?? '',
  ];
  const shown = details.filter((line) => line !== '').join('\n');
  await showDialog<true>(message, (close) => [
    element('h2', {}, 'Something went wrong'),
    element('p', {}, message),
    ...(shown ? [element('details', {}, element('summary', {}, 'Details'), element('pre', {}, shown))] : []),
    buttons(button('OK', () => close(true), { class: 'primary' })),
  ]);
}
