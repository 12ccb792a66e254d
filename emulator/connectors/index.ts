export { readConnectorFolder, type ConnectorTexts } from './connector';
export { Gateway } from './gateway';
export { registerConnectors } from './register-connectors';
export { syntaxMistakeIn } from './script-syntax';
