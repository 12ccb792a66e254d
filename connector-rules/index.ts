export { severities, type Finding } from './findings';
export { lintDefinition, UnreadableConnectorFile } from './lint-connector';
export { keepAsReleased, lintFolder } from './lint-folder';
export { surveyFolders, type Survey } from './survey';
