import type { ColumnDescription, OptionSet } from '../../../segments';

type Facts = Partial<Pick<ColumnDescription, 'readOnly' | 'required' | 'requiredOnForms'>>;

/** Short ways to write the columns of the platform's tables. */
export const column = {
  id: (name: string, label: string): ColumnDescription => ({ name, label, type: 'uniqueidentifier' }),
  text: (name: string, label: string, maxLength: number, facts: Facts = {}): ColumnDescription => ({
    name,
    label,
    type: 'string',
    maxLength,
    ...facts,
  }),
  memo: (name: string, label: string, maxLength: number, facts: Facts = {}): ColumnDescription => ({
    name,
    label,
    type: 'memo',
    maxLength,
    ...facts,
  }),
  whole: (name: string, label: string, min?: number, max?: number): ColumnDescription => ({
    name,
    label,
    type: 'integer',
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
  }),
  money: (name: string, label: string): ColumnDescription => ({ name, label, type: 'money' }),
  double: (name: string, label: string): ColumnDescription => ({ name, label, type: 'double' }),
  yesNo: (name: string, label: string, defaultValue = false): ColumnDescription => ({
    name,
    label,
    type: 'boolean',
    defaultValue,
  }),
  dateTime: (name: string, label: string): ColumnDescription => ({ name, label, type: 'datetime' }),
  date: (name: string, label: string): ColumnDescription => ({
    name,
    label,
    type: 'datetime',
    dateOnly: true,
  }),
  choice: (name: string, label: string, options: OptionSet, defaultValue?: number): ColumnDescription => ({
    name,
    label,
    type: 'picklist',
    options,
    ...(defaultValue === undefined ? {} : { defaultValue }),
  }),
  lookup: (
    name: string,
    label: string,
    targets: readonly string[],
    navigation?: Readonly<Record<string, string>>,
  ): ColumnDescription => ({
    name,
    label,
    type: 'lookup',
    targets,
    ...(navigation === undefined ? {} : { navigation }),
  }),
};

/** statecode and statuscode. */
export function status(
  states: OptionSet,
  statuses: OptionSet,
  initial: { readonly state: number; readonly status: number },
): readonly ColumnDescription[] {
  return [
    { name: 'statecode', label: 'Status', type: 'state', options: states, defaultValue: initial.state },
    {
      name: 'statuscode',
      label: 'Status reason',
      type: 'status',
      options: statuses,
      defaultValue: initial.status,
    },
  ];
}

/** Choices numbered from a first value on. */
export function choices(labels: readonly string[], first = 1): OptionSet {
  return labels.map((label, index) => ({ value: first + index, label }));
}
