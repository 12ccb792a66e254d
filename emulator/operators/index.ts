export {
  comparisonOf,
  operatorCondition,
  type OperatorCondition,
  type OperatorEnvironment,
} from './condition-operators';
export { parametersOf, queryFunctionNames, operatorOfFunction } from './query-functions';
