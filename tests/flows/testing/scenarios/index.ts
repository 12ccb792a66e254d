import { addView, addViewToFullGroup, registrants, submitters, leadsOfCampaign } from './adding';
import {
  keepEqual,
  copyGroup,
  copyGroupAndLoseOne,
  withoutConsent,
  withoutConsentWhileOneComes,
} from './comparing';
import { approval, outboundQueries, report, reportAndLoseOne } from './of-segments';
import type { Scenario } from './scenario';

export const fullGroup = 'Add the contacts of a view, with room for 500 of 1,500';

export const scenarios: Readonly<Record<string, Scenario>> = {
  'Add the contacts of a view to a static group': addView,
  [fullGroup]: addViewToFullGroup,
  'Keep a static group equal to an Excel table': keepEqual('Keep a static group equal to an Excel table'),
  'Keep a static group equal to a CSV file': keepEqual('Keep a static group equal to a CSV file'),
  'Add the registrants of an event every hour': registrants,
  'Add who submitted a form': submitters,
  'Add the leads of a campaign': leadsOfCampaign,
  'Copy a static group': copyGroup,
  'Copy a static group, one lost on the way': copyGroupAndLoseOne,
  'Take people without consent out': withoutConsent,
  'Take people without consent out, while another one comes': withoutConsentWhileOneComes,
  'Report the members of a segment to Excel': report,
  'Report the members of a segment to Excel, one row lost': reportAndLoseOne,
  'Ask for an approval before publishing': approval,
  'Move the queries of outbound segments': outboundQueries,
};
