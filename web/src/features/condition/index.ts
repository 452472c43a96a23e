export { ConditionBuilder } from './ConditionBuilder';
export { nodeError } from './errorPlace';
export { usePreview } from './preview.queries';
export { RuleDesk } from './RuleDesk';
export { Sentence } from './Sentence';
export { StarterList } from './StarterList';
export { type Group, isWhole, newGroup, newLeaf, treeReducer } from './tree';
export { readTree, treeJson } from './treeJson';
export { useBase } from './useBase';
