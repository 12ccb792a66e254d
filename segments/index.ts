export * from './actions';
export * from './limits';
export * from './option-sets';
export * from './record-id';
export * from './static-groups';
export * from './table-description';
export * from './tables';
