export { readConnector, readConnectorFolder, type Connector, type ConnectorTexts } from './connector';
export { Gateway, type Connection, type ScriptTrust } from './gateway';
export { registerConnectors, type ConnectorOptions } from './register-connectors';
export { syntaxMistakeIn } from './script-syntax';
