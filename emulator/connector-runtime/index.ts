export { runnableConnector, type RunnableConnector, type StoredConnector } from './runnable-connector';
export { Gateway } from './gateway';
export { registerConnectorRuntime } from './register-connector-runtime';
export { syntaxMistakeIn } from './script-syntax';
