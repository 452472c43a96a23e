#include "base/base.h"
#include "feature/system/settings_accepted.h"

/* Variables of GoSnag whose features this version does not have yet: read and checked,
 * so that an environment made for GoSnag starts this program unchanged, and nothing
 * else. Each row leaves this table with the feature that begins to use it. */
static struct str text[32];
static int64_t number[8];

const struct setting settings_accepted[] = {
    SETTING_STR("UPLOAD_S3_BUCKET", &text[6], "", "Bucket of uploads. Accepted; not used yet."),
    SETTING_STR("UPLOAD_S3_REGION", &text[7], "",
                "Region of the bucket; unset: AWS_REGION, else eu-west-1. Accepted; not used yet."),
    SETTING_STR("UPLOAD_S3_PREFIX", &text[8], "uploads/",
                "Prefix of uploads in the bucket. Accepted; not used yet."),
    SETTING_STR("UPLOAD_S3_CDN_URL", &text[9], "",
                "Public address of uploads. Accepted; not used yet."),
    SETTING_STR("AI_PROVIDER", &text[10], "",
                "openai, claude, groq, bedrock or ollama. Accepted; not used yet."),
    SETTING_SECRET("AI_API_KEY", &text[11], "Key of the AI provider. Accepted; not used yet."),
    SETTING_STR("AI_MODEL", &text[12], "", "Model of the AI provider. Accepted; not used yet."),
    SETTING_STR("AI_BASE_URL", &text[13], "",
                "Address of the AI provider. Accepted; not used yet."),
    SETTING_STR("AI_BEDROCK_REGION", &text[14], "",
                "Region of Bedrock; unset: AWS_REGION, else eu-west-1. Accepted; not used yet."),
    SETTING_STR("AI_BEDROCK_MODEL_ID", &text[15], "", "Model of Bedrock. Accepted; not used yet."),
    SETTING_STR("AI_BEDROCK_THINKING_MODEL_ID", &text[16], "",
                "Bedrock model for suggestions. Accepted; not used yet."),
    SETTING_I64("AI_MAX_TOKENS_PER_DAY", &number[2], "1000000", 0, INT64_MAX,
                "Tokens a project may use a day. Accepted; not used yet."),
    SETTING_I64("AI_MAX_CALLS_PER_MINUTE", &number[3], "30", 0, INT64_MAX,
                "AI calls a project may make a minute. Accepted; not used yet."),
    SETTING_STR("AWS_REGION", &text[17], "", "Region of AWS services. Accepted; not used yet."),
    SETTING_STR("AWS_ACCESS_KEY_ID", &text[18], "", "Key of AWS services. Accepted; not used yet."),
    SETTING_SECRET("AWS_SECRET_ACCESS_KEY", &text[19],
                   "Secret of AWS services. Accepted; not used yet."),
    SETTING_STR("GOSNAG_SOURCE_ROOT", &text[20], "",
                "Folders of local checkouts. Accepted; not used yet."),
    SETTING_END,
};
