import * as React from 'react';
import { Text } from '@fluentui/react';

interface Inputs {
  groups: ComponentFramework.PropertyTypes.StringProperty;
  memberColumns: ComponentFramework.PropertyTypes.StringProperty;
}

interface Outputs {
  groups?: string;
}

export class SegmentMembersControl implements ComponentFramework.ReactControl<Inputs, Outputs> {
  init(): void {
    return;
  }

  updateView(context: ComponentFramework.Context<Inputs>): React.ReactElement {
    return React.createElement(Text, { className: 'sgm-root' }, context.parameters.groups.raw ?? '---');
  }

  getOutputs(): Outputs {
    return {};
  }

  destroy(): void {
    return;
  }
}
