export { csdlDocument } from './csdl';
export { answerDefinitions, isDefinitionPath } from './definitions';
