export { ChangesNotice } from './ChangesNotice';
export { DuplicatesView } from './DuplicatesView';
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
export { accepting, combinations, isThroughGroups, maskOfKind, type Combination } from './overlaps';
export { OverlapsView } from './OverlapsView';
export { reachObstacles, type ReachObstacle } from './reach';
export { readReach } from './read-reach';
export { SegmentFacts } from './SegmentFacts';
export { WhyCard } from './WhyCard';
