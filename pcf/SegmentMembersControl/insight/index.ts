export { ChangesNotice } from './ChangesNotice';
export { noDefinitionFacts, readDefinitionFacts } from './definition-facts';
export { readEvaluatedMembers } from './evaluated-members';
export {
  createInsightStore,
  type ComparedGroup,
  type Evaluation,
  type Insight,
  type InsightState,
  type InsightStore,
  type ListedGroups,
} from './insight-store';
export type { Situation } from './explain';
export { tabulateMembership } from './membership-table';
export { isThroughGroups, maskOfKind } from './overlaps';
export { OverlapsView } from './OverlapsView';
export { reachObstacles, type ReachObstacle } from './reach';
export { readReach } from './read-reach';
export { SegmentFacts } from './SegmentFacts';
export { WhyCard } from './WhyCard';
