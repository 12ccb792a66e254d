/** Full names of what the Web API says of a property beside its value. */
export const annotationNames = {
  formatted: 'OData.Community.Display.V1.FormattedValue',
  attributeName: 'OData.Community.Display.V1.AttributeName',
  lookupName: 'Microsoft.Dynamics.CRM.lookuplogicalname',
  navigation: 'Microsoft.Dynamics.CRM.associatednavigationproperty',
} as const;

/** Which of them a client wants; decided once for all rows of an answer. */
export type Annotations = Readonly<Record<keyof typeof annotationNames, boolean>>;

export function wantedAnnotations(wants: (annotation: string) => boolean): Annotations {
  return {
    formatted: wants(annotationNames.formatted),
    attributeName: wants(annotationNames.attributeName),
    lookupName: wants(annotationNames.lookupName),
    navigation: wants(annotationNames.navigation),
  };
}
