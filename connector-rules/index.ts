export { severities, type Finding, type Severity, type Strictness } from './findings';
export { connectorFiles, UnreadableConnector } from './lint-connector';
export { keepAsReleased, lintFolder } from './lint-folder';
export { definitionRuleset, forCertification } from './ruleset';
export { surveyFolders, type Survey } from './survey';
