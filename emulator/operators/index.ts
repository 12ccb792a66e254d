export { comparisonOf, operatorCondition, type OperatorEnvironment } from './condition-operators';
export { parametersOf, queryFunctionNames, operatorOfFunction } from './query-functions';
