/** What a person has to do after a deployment, because no solution can bring it, and where. */
export function nextSteps({
  withFlows,
  withForm,
  environment,
  makerAddress,
}: {
  readonly withFlows: boolean;
  readonly withForm: boolean;
  readonly environment: string;
  readonly makerAddress: string;
}): string {
  const steps = [
    withForm
      ? 'Give people the form Segment members: order the main forms of the table Segment definition, choose their security roles on it, and add it to the app that marketers use.'
      : 'Put the control on a form: open the main form of the table Segment definition, choose the column Static list members, Components, Segment Members.',
    'Register an application for the connector (https://entra.microsoft.com; delegated permission Dynamics CRM, user_impersonation), and enter its id and secret on the Security tab of the custom connector Segment Members. Add the redirect address shown there to the application.',
    `Create a connection of Segment Members; its Environment URL is ${environment}.`,
    ...(withFlows
      ? [
          'Choose a connection for each connection reference of SegmentMembersFlows, set its environment variables, and turn the flows on.',
        ]
      : []),
  ];
  return [
    `What to do next in ${makerAddress} (docs/admins.md has the details):`,
    ...steps.map((step, index) => `  ${index + 1}. ${step}`),
  ].join('\n');
}
