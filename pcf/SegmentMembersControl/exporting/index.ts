export { csvOf } from './csv';
export { downloadText } from './download';
export { ExportPanel } from './ExportPanel';
export { readPeopleInOrder } from './export-members';
export { useExport, type ReadPeople } from './use-export';
