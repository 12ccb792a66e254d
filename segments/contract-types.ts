import type { ActionContract } from './action-contract';
import type { RecordId } from './record-id';

/** Values by name and EDM type, as a contract lists them. */
export type ValueDescriptions = readonly {
  readonly name: string;
  readonly type: string;
  readonly optional?: boolean;
  readonly nullable?: boolean;
}[];

/** The complex types that `mscrm.…` among the values may mean. */
export type ComplexTypes = readonly { readonly name: string; readonly properties: ValueDescriptions }[];

/** A row of any table as a parameter: which it is, and values of its columns. */
export interface NamedEntity {
  readonly table: string;
  readonly id: RecordId | undefined;
  readonly values: Readonly<Record<string, string | number | boolean | null>>;
}

/** The JSON value of an EDM type, e.g. `readonly string[]` for `Collection(Edm.String)`; enumerations are texts. */
export type EdmValue<
  Type extends string,
  Complex extends ComplexTypes = readonly [],
> = Type extends `Collection(${infer Item})`
  ? readonly EdmValue<Item, Complex>[]
  : Type extends 'Edm.Int32' | 'Edm.Int64'
    ? number
    : Type extends 'Edm.Boolean'
      ? boolean
      : Type extends `Edm.${string}`
        ? string
        : Type extends 'mscrm.crmbaseentity'
          ? NamedEntity
          : Type extends `mscrm.${infer Name}`
            ? Name extends Complex[number]['name']
              ? ValuesOf<Extract<Complex[number], { readonly name: Name }>['properties'], Complex>
              : string
            : never;

/** The object that descriptions describe: a property for each, optional or nullable where they say so. */
export type ValuesOf<Descriptions extends ValueDescriptions, Complex extends ComplexTypes = readonly []> = {
  readonly [
    Value in Descriptions[number] as Value extends { readonly optional: true } ? never : Value['name']
  ]: EdmValue<Value['type'], Complex> | (Value extends { readonly nullable: true } ? null : never);
} & {
  readonly [
    Value in Descriptions[number] as Value extends { readonly optional: true } ? Value['name'] : never
  ]?: EdmValue<Value['type'], Complex>;
};

type ComplexTypesOf<Contract> = Contract extends {
  readonly complexTypes: infer Complex extends ComplexTypes;
}
  ? Complex
  : readonly [];

/** The parameters of an action, e.g. `ParametersOf<typeof segmentActions.addStaticMembers>`. */
export type ParametersOf<Contract extends Pick<ActionContract, 'parameters'>> = ValuesOf<
  Contract['parameters']
>;

/** The body of an action's answer; `undefined` for one that answers 204 without a body. */
export type AnswerOf<Contract extends Pick<ActionContract, 'answer'>> = Contract['answer'] extends readonly []
  ? undefined
  : ValuesOf<Contract['answer'], ComplexTypesOf<Contract>>;
