export { HttpConnection } from './http-connection';
export {
  approvalsDefinition,
  dataverseDefinition,
  excelDefinition,
  sharePointDefinition,
  teamsDefinition,
} from './microsoft-definitions';
export { startOfficeServer, type OfficeServer } from './office-server';
export {
  operationsIn,
  type OperationDefinition,
  type OperationInput,
  type SwaggerDefinition,
} from './operation-definition';
