export { csvOf } from './csv';
export { downloadText } from './download';
export { ExportPanel } from './ExportPanel';
export { useExport } from './use-export';
