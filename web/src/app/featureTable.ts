/** One line a feature. A feature may import the index.ts of those above it. */
import { alertFeature } from '@/features/alert/feature';
import { attachmentFeature } from '@/features/attachment/feature';
import { authFeature } from '@/features/auth/feature';
import { commentFeature } from '@/features/comment/feature';
import { conditionFeature } from '@/features/condition/feature';
import { erasureFeature } from '@/features/erasure/feature';
import { eventFeature } from '@/features/event/feature';
import { feedbackFeature } from '@/features/feedback/feature';
import { groupingFeature } from '@/features/grouping/feature';
import { inboxFeature } from '@/features/inbox/feature';
import { ingestFeature } from '@/features/ingest/feature';
import { issueFeature } from '@/features/issue/feature';
import { monitorFeature } from '@/features/monitor/feature';
import { onboardingFeature } from '@/features/onboarding/feature';
import { projectFeature } from '@/features/project/feature';
import { ruleFeature } from '@/features/rule/feature';
import { settingsFeature } from '@/features/settings/feature';
import { systemFeature } from '@/features/system/feature';
import { tokenFeature } from '@/features/token/feature';
import { trackerFeature } from '@/features/tracker/feature';
import { userFeature } from '@/features/user/feature';
import type { Feature } from '@/lib/feature';

export const featureTable: readonly Feature[] = [
  authFeature,
  projectFeature,
  onboardingFeature,
  eventFeature,
  attachmentFeature,
  feedbackFeature,
  commentFeature,
  trackerFeature,
  issueFeature,
  inboxFeature,
  ingestFeature,
  groupingFeature,
  erasureFeature,
  monitorFeature,
  conditionFeature,
  alertFeature,
  ruleFeature,
  settingsFeature,
  tokenFeature,
  userFeature,
  systemFeature,
];
