export { readDefinitionFacts } from './definition-facts';
export { readEvaluatedMembers } from './evaluated-members';
export {
  createInsightStore,
  type ComparedGroup,
  type Evaluation,
  type Insight,
  type InsightState,
  type InsightStore,
} from './insight-store';
export { OverlapsView } from './OverlapsView';
export { reachObstacles, type ReachObstacle } from './reach';
export { readReach } from './read-reach';
export { WhyCard } from './WhyCard';
