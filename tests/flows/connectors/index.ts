export { HttpConnection } from './http-connection';
export {
  approvalsConnector,
  dataverseConnector,
  excelConnector,
  sharePointConnector,
  teamsConnector,
} from './microsoft-connectors';
export { startOfficeServer, type OfficeServer } from './office-server';
export {
  operationsIn,
  type OperationDefinition,
  type OperationInput,
  type SwaggerDefinition,
} from './operation-definition';
