import { stateOptions, type ColumnDescription } from '../../../segments';
import { choices, column, status } from './column';

/** States and status reasons of a table that knows no others. */
export const activeOrInactive = status(
  stateOptions,
  [
    { value: 1, label: 'Active', state: 0 },
    { value: 2, label: 'Inactive', state: 1 },
  ],
  { state: 0, status: 1 },
);

/** The columns of one address. */
export function address(prefix: string, label: string): readonly ColumnDescription[] {
  return [
    column.text(`${prefix}_name`, `${label}: name`, 200),
    column.text(`${prefix}_line1`, `${label}: street 1`, 250),
    column.text(`${prefix}_line2`, `${label}: street 2`, 250),
    column.text(`${prefix}_line3`, `${label}: street 3`, 250),
    column.text(`${prefix}_city`, `${label}: city`, 80),
    column.text(`${prefix}_county`, `${label}: county`, 50),
    column.text(`${prefix}_stateorprovince`, `${label}: state or province`, 50),
    column.text(`${prefix}_postalcode`, `${label}: postal code`, 20),
    column.text(`${prefix}_country`, `${label}: country or region`, 80),
    column.text(`${prefix}_telephone1`, `${label}: phone`, 50),
    column.double(`${prefix}_latitude`, `${label}: latitude`),
    column.double(`${prefix}_longitude`, `${label}: longitude`),
  ];
}

/** What customers want to get. */
export const consent: readonly ColumnDescription[] = [
  column.yesNo('donotemail', 'Do not allow e-mails'),
  column.yesNo('donotbulkemail', 'Do not allow bulk e-mails'),
  column.yesNo('donotphone', 'Do not allow phone calls'),
  column.yesNo('donotpostalmail', 'Do not allow mails'),
  column.yesNo('donotsendmm', 'Send marketing materials'),
];

/** Of a row that was merged into another one. Source: the reference pages of the three tables. */
export function mergedInto(table: string): readonly ColumnDescription[] {
  return [
    { name: 'merged', label: 'Merged', type: 'boolean', readOnly: true, defaultValue: false },
    { name: 'masterid', label: 'Master', type: 'lookup', targets: [table], readOnly: true },
  ];
}

export const contactMethods = choices(['Any', 'Email', 'Phone', 'Fax', 'Mail']);
export const industries = choices([
  'Accounting',
  'Agriculture and Non-petrol Natural Resource Extraction',
  'Broadcasting Printing and Publishing',
  'Brokers',
  'Building Supply Retail',
  'Business Services',
  'Consulting',
  'Consumer Services',
  'Design, Direction and Creative Management',
  'Distributors, Dispatchers and Processors',
  "Doctor's Offices and Clinics",
  'Durable Manufacturing',
  'Eating and Drinking Places',
  'Entertainment Retail',
  'Equipment Rental and Leasing',
  'Financial',
  'Food and Tobacco Processing',
  'Inbound Capital Intensive Processing',
  'Inbound Repair and Services',
  'Insurance',
  'Legal Services',
  'Non-Durable Merchandise Retail',
  'Outbound Consumer Service',
  'Petrochemical Extraction and Distribution',
  'Service Retail',
  'SIG Affiliations',
  'Social Services',
  'Special Outbound Trade Contractors',
  'Specialty Realty',
  'Transportation',
  'Utility Creation and Distribution',
  'Vehicle Retail',
  'Wholesale',
]);
