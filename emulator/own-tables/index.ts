export { readTablesFile } from './read-tables-file';
export { withOwnTables } from './with-own-tables';
