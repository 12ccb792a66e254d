/** Query options, valid and not, on which two parsers are to agree; each is an address under the root. */
const guid = '0f5b0c7f-395d-447b-b14c-315a601f878e';

/** One property of each kind. */
const properties = [
  'fullname',
  'description',
  'contactid',
  '_parentcustomerid_value',
  'numberofchildren',
  'gendercode',
  'statecode',
  'versionnumber',
  'annualincome',
  'address1_latitude',
  'donotemail',
  'birthdate',
  'createdon',
  'nosuchproperty',
];

const literals = [
  "'text'",
  "''",
  "'it''s'",
  '5',
  '-5',
  '5.25',
  '1e3',
  '5000000000',
  'true',
  'null',
  guid,
  '2024-02-29',
  '2024-02-29T10:00:00Z',
  '2024-02-29T10:00:00.123+02:00',
];

const comparisons = properties.flatMap((property) => literals.map((literal) => `${property} eq ${literal}`));

const operators = ['ne', 'gt', 'ge', 'lt', 'le', 'like', '=', 'EQ'].map(
  (operator) => `numberofchildren ${operator} 5`,
);

const logical = [
  'donotemail',
  'not donotemail',
  'not (donotemail)',
  'fullname',
  'not fullname',
  'donotemail and donotphone',
  'donotemail and fullname',
  'donotemail or numberofchildren gt 1',
  '(donotemail or numberofchildren gt 1) and statecode eq 0',
  'donotemail and',
  'and donotemail',
  'donotemail or or donotphone',
  '(donotemail',
  'donotemail)',
  '()',
  '',
  'true',
  'false or true',
  'null',
  "'text'",
  'not not donotemail',
  'not(donotemail)',
  'donotemail eq donotphone',
  'fullname eq firstname',
  'fullname eq numberofchildren',
  'createdon eq modifiedon',
  'statecode eq statuscode',
  'contactid eq _parentcustomerid_value',
  'numberofchildren eq annualincome',
  "'x' eq fullname",
  '5 eq 5',
  "5 eq '5'",
  'numberofchildren gt null',
  'fullname eq null and null eq fullname',
  "fullname eq 'unterminated",
  "fullname eq ''quoted''",
  'fullname eq "double"',
  'fullname  eq   null',
  'fullname eqnull',
  'fullname eq(null)',
  '(fullname) eq (null)',
];

const functions = [
  "contains(fullname,'a')",
  "contains(fullname, 'a')",
  "contains( fullname , 'a' )",
  "contains('abc','a')",
  'contains(fullname,firstname)',
  'contains(fullname,null)',
  'contains(fullname,5)',
  "contains(numberofchildren,'5')",
  'contains(fullname)',
  "contains(fullname,'a','b')",
  "startswith(fullname,'a')",
  "endswith(fullname,'a')",
  "startswith(fullname,'a') eq true",
  "not contains(fullname,'a')",
  "contains(fullname,'a') and endswith(fullname,'b')",
  "CONTAINS(fullname,'a')",
  "substringof('a',fullname)",
  "nosuchfunction(fullname,'a')",
  "contains(fullname,'a'",
  "contains fullname,'a'",
  "contains(nosuchproperty,'a')",
];

const navigation = [
  "parentcustomerid_account/name eq 'x'",
  "parentcustomerid_account/primarycontactid/fullname eq 'x'",
  'parentcustomerid_account/nosuchproperty eq 1',
  'nosuchnavigation/name eq 1',
  `parentcustomerid_account/accountid eq ${guid}`,
  "createdby/fullname eq 'x'",
  'contact_customer_contacts/any()',
  "contact_customer_contacts/any(c:c/fullname eq 'x')",
  "contact_customer_contacts/any(c:contains(c/fullname,'x') and c/statecode eq 0)",
  "contact_customer_contacts/all(c:c/fullname eq 'x')",
  'contact_customer_contacts/all()',
  "contact_customer_contacts/any(c:d/fullname eq 'x')",
  'contact_customer_contacts/any(c:c/nosuchproperty eq 1)',
  "contact_customer_contacts/any(c:fullname eq 'x')",
  "not contact_customer_contacts/any(c:c/fullname eq 'x')",
  "contact_customer_contacts/fullname eq 'x'",
  'contact_customer_contacts eq null',
  "fullname/any(c:c eq 'x')",
  "contact_customer_contacts/any(c:c/contact_customer_contacts/any(d:d/fullname eq 'x'))",
  'contact_customer_contacts/any(c:c/contact_customer_contacts/any(d:d/fullname eq c/fullname))',
  "contact_customer_contacts/any(c:c/parentcustomerid_account/name eq 'x')",
];

const queryFunctions = [
  "Microsoft.Dynamics.CRM.In(PropertyName='fullname',PropertyValues=['a','b'])",
  "Microsoft.Dynamics.CRM.Between(PropertyName='numberofchildren',PropertyValues=['1','5'])",
  "Microsoft.Dynamics.CRM.LastXDays(PropertyName='createdon',PropertyValue=3)",
  "Microsoft.Dynamics.CRM.Today(PropertyName='createdon')",
  "not Microsoft.Dynamics.CRM.Today(PropertyName='createdon')",
  "Microsoft.Dynamics.CRM.NoSuchFunction(PropertyName='createdon')",
  'Microsoft.Dynamics.CRM.Today()',
  "Microsoft.Dynamics.CRM.Today(PropertyName='createdon',Other=1)",
  "Today(PropertyName='createdon')",
  "Microsoft.Dynamics.CRM.Today(PropertyName='createdon'",
];

const orderings = [
  'fullname',
  'fullname asc',
  'fullname desc',
  'fullname DESC',
  'fullname descending',
  'fullname,createdon desc',
  'fullname asc,createdon desc,contactid',
  'fullname,',
  ',fullname',
  '',
  'fullname createdon',
  'nosuchproperty',
  'nosuchproperty desc',
  'parentcustomerid_account/name',
  'parentcustomerid_account/nosuchproperty',
  '_parentcustomerid_value',
  'statecode desc',
  'fullname asc desc',
  'fullname;createdon',
  "'fullname'",
];

const selections = [
  'fullname',
  'fullname,contactid',
  'fullname, contactid',
  'fullname,nosuchproperty',
  'nosuchproperty',
  '*',
  'fullname,*',
  '_parentcustomerid_value',
  'parentcustomerid_account',
  'Fullname',
  'fullname contactid',
  'full-name',
  "'fullname'",
  'fullname()',
  '(fullname)',
];

const option = (name: string, texts: readonly string[]): string[] =>
  texts.map((text) => `contacts?$${name}=${text}`);

/** Valid OData that Dataverse refuses, so that the parsers are not to agree on it. Source: "Web API query functions". */
export const refusedByDataverse: readonly string[] = option('filter', [
  'contact_customer_contacts/any(c:c/contact_customer_contacts/any(d:d/fullname eq c/fullname))',
  "not Microsoft.Dynamics.CRM.Today(PropertyName='createdon')",
]);

export const queryTexts: readonly string[] = [
  ...option('filter', [
    ...comparisons,
    ...operators,
    ...logical,
    ...functions,
    ...navigation,
    ...queryFunctions,
  ]),
  ...option('orderby', orderings),
  ...option('select', selections),
];
