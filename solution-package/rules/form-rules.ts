import { formFailure } from '../import-refusal';
import type { FormNode } from '../solution-package';
import { faultsAt, type FoundFault, type PackageRule } from './rule';

/** The class of a field that shows what a description of custom controls says. */
const describedClass = 'f9a8a302-114e-466a-b582-6771b2ae0d92';

/** Classes of fields in public forms, as far as seen: text, memo, lookups, choices, dates, numbers, grids, frames and the like. */
const knownClasses = new Set([
  describedClass,
  '4273edbd-ac1d-40d3-9fb2-095c621b552d',
  'e0dece4b-6fc8-4a8f-a065-082708572369',
  '270bd3db-d9af-4782-9025-509e298dec0a',
  '5d68b988-0661-4db2-bc3e-17598ad3be6c',
  '3ef39988-22bb-4f0b-bbbe-64b5a3748aee',
  '67fac785-cd58-4f9f-abb3-4b7ddc6ed5ed',
  'b0c6723a-8503-4fd7-bb28-c8a06ac933c2',
  '5b773807-9fb2-42db-97c3-7a91eff8adff',
  'c3efe0c3-0ec6-42be-8349-cbd9079dfd8e',
  'c6d124ca-7eda-4a60-aea9-7fb8d318b68f',
  '0d2c745a-e5a8-4c8f-ba63-c6d3bb604660',
  '533b9e00-756b-4312-95a0-dc888637ac78',
  '71716b6c-711e-476c-8ab8-5d11542bfb47',
  'ada2203e-b4cd-49be-9ddf-234642b43b52',
  '8c10015a-b339-4982-9474-a95fe05631a5',
  '1e1fc551-f7a8-43af-ac34-a8dc35c7b6d4',
  'f3015350-44a2-4aa0-97b5-00166532b5e9',
  'cbfb742c-14e7-4a17-96bb-1a13f7f64aa2',
  'aa987274-ce4e-4271-a803-66164311a958',
  '6896f004-b17a-4202-861e-8b7ea2080e0b',
  '7c624a0b-f59e-493d-9583-638d34759266',
  '671a9387-ca5a-4d1e-8ab7-06e39ddcf6b5',
  '4aa28ab7-9c13-4f57-a73d-ad894d048b5f',
  'e7a81278-8635-4d9e-8d4d-59480b391c5b',
  '5c5600e0-1d6e-4205-a272-be80da87fd42',
  '9fdf5f91-88b1-47f4-ad53-c11efc01a01d',
  'fd2a7985-3187-444e-908d-6624b21f69c0',
  '06375649-c143-495e-a496-c962e5b4488e',
  '62b0df79-0464-470f-8af7-4483cfea0c7d',
  '9c5ca0a1-ab4d-4781-be7e-8dfbe867b87e',
  '39354e4a-5015-4d74-8031-ea9eb73a1322',
  '00ad73da-bd4d-49c6-88a8-2f4f4cad4a20',
  '5546e6cd-394c-4bee-94a8-4425e17ef6c6',
  '6f3fb987-393b-4d2d-859f-9d0f0349b6ad',
  'e616a57f-20e0-4534-8662-a101b5ddf4e0',
  'c8bfbbef-6851-4401-a0cc-7450062fe085',
  '02d4264b-47e2-4b4c-aa95-f439f3f4d458',
  'dfdf1cde-837b-4ac9-98cf-ac74361fd89d',
  '1f179106-fa28-4495-961e-f6bd93c21974',
]);

function ofEachForm(find: (form: FormNode) => FoundFault[]): PackageRule['find'] {
  return ({ tables }) => tables.flatMap(({ forms }) => forms.flatMap(find));
}

export const formRules: readonly PackageRule[] = [
  {
    name: 'descriptions-of-form',
    find: ofEachForm(({ name, fields, described }) =>
      faultsAt(
        `form ${name}`,
        described.map((id) => [
          fields.some((field) => field.id === id),
          `it describes controls for {${id}}, which is no field of it.`,
          formFailure(name, `The control description for {${id}} refers to no control of the form.`),
        ]),
      ),
    ),
  },
  {
    name: 'classes-of-form',
    find: ofEachForm(({ name, fields }) =>
      faultsAt(
        `form ${name}`,
        fields.map(({ classId, column }) => [
          classId === '' || knownClasses.has(classId),
          `its field ${column ?? ''} has the unknown class {${classId}}.`,
          formFailure(
            name,
            `The class id {${classId}} is unknown here; if an environment exported it, it may well be right.`,
          ),
        ]),
      ),
    ),
  },
  {
    name: 'class-of-described-fields',
    find: ofEachForm(({ name, fields, described }) =>
      faultsAt(
        `form ${name}`,
        fields
          .filter(({ id }) => id !== '' && described.includes(id))
          .map(({ classId, column }) => [
            classId === describedClass,
            `its field ${column ?? ''} has custom controls and must have the class {${describedClass}}.`,
          ]),
      ),
    ),
  },
];
