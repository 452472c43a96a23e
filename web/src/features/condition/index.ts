export { ConditionBuilder } from './ConditionBuilder';
export { nodeError } from './errorPlace';
export { usePreview } from './preview.queries';
export { RuleDesk } from './RuleDesk';
export { RuleForm } from './RuleForm';
export { Sentence } from './Sentence';
export { type Group, isWhole, newGroup, newLeaf, treeReducer } from './tree';
export { readTree, treeJson } from './treeJson';
export { useBase } from './useBase';
