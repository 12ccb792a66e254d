/** The EDM types that parameters and answers of these actions have. */
export type EdmType = 'Edm.String' | 'Edm.Int32' | 'Edm.Boolean' | 'Edm.Guid' | 'Collection(Edm.String)';

export interface ParameterDescription {
  readonly name: string;
  readonly type: EdmType;
  /** A missing value is refused unless this is true. */
  readonly optional?: boolean;
  readonly atMost?: number;
  readonly atLeast?: number;
}

export interface AnswerProperty {
  readonly name: string;
  readonly type: EdmType | `mscrm.${string}` | `Collection(mscrm.${string})`;
  /** Names what the text holds when the property is JSON in a string. */
  readonly holdsJson?: 'GroupMembers' | 'SegmentMembers' | 'SegmentExecution' | 'ValidationErrors';
}

/** A complex type of an action's own answer. */
export interface ComplexTypeDescription {
  readonly name: string;
  readonly properties: readonly {
    readonly name: string;
    readonly type: EdmType;
    readonly nullable?: boolean;
  }[];
}

/** An unbound Web API action: `POST {environment}/api/data/v9.2/{name}`. */
export interface ActionContract {
  readonly name: string;
  readonly parameters: readonly ParameterDescription[];
  /** Empty for actions that answer 204 without a body. */
  readonly answer: readonly AnswerProperty[];
  /** The types that `mscrm.…` in the answer means. */
  readonly complexTypes?: readonly ComplexTypeDescription[];
  /** `documented`: on Microsoft's page; `observed`: in a recorded answer of a real organisation. */
  readonly source: string;
}
