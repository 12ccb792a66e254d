export { csvOf } from './csv';
export { downloadText } from './download';
export { ExportPanel, type ExportScope } from './ExportPanel';
export { readPeopleInOrder } from './export-members';
export { useExport, type ReadPeople } from './use-export';
