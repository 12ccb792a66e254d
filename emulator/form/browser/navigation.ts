import { alertDialog, confirmDialog, errorDialog } from './dialogs';

/** `context.navigation`. Web resources do not exist here, so opening one says so. */
export function navigation(openRecord: (table: string, id?: string) => void): ComponentFramework.Navigation {
  return {
    openAlertDialog: (strings) => alertDialog(strings),
    openConfirmDialog: (strings) => confirmDialog(strings),
    openErrorDialog: (options) => errorDialog(options),
    openFile(file) {
      saveFile(file);
      return Promise.resolve();
    },
    openForm(options) {
      if (options.openInNewWindow)
        window.open(addressOf(options.entityName, options.entityId), '_blank', 'noopener');
      else openRecord(options.entityName, options.entityId);
      return Promise.resolve({ savedEntityReference: [] });
    },
    openUrl(url) {
      window.open(url, '_blank', 'noopener');
    },
    openWebResource(name) {
      void errorDialog({ message: `This environment has no web resource ${name}.` });
    },
  };
}

export function addressOf(table: string, id?: string): string {
  const address = new URL(window.location.href);
  address.searchParams.set('etn', table);
  if (id === undefined) address.searchParams.delete('id');
  else address.searchParams.set('id', id.replace(/[{}]/g, '').toLowerCase());
  return address.pathname + address.search;
}

/** The list of a table's records, in the language of this page. */
export function addressOfList(table: string): string {
  const address = new URL(window.location.href);
  const language = address.searchParams.get('lcid');
  const list = { pagetype: 'entitylist', etn: table, ...(language === null ? {} : { lcid: language }) };
  return `${address.pathname}?${new URLSearchParams(list).toString()}`;
}

/** Saves a file as the browser saves downloads. */
function saveFile(file: ComponentFramework.FileObject): void {
  const bytes = Uint8Array.from(atob(file.fileContent), (character) => character.charCodeAt(0));
  const url = URL.createObjectURL(new Blob([bytes], { type: file.mimeType }));
  const link = document.createElement('a');
  link.href = url;
  link.download = file.fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
