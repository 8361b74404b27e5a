/** What Meta posts: people's messages and the states of ours, and when somebody has another id. */
export const subscribedFields = ["messages", "user_id_update"] as const;

/** What a bot may do without, or what needs a feature of Meta's. */
export const optionalFields = ["user_preferences", "smb_message_echoes"] as const;
