/** The railway's page at Meta. The fake Graph API of this demo knows it; nothing here is secret or real. */
export const facebookPage = {
  appId: "1017760000000001",
  pageId: "2017760000000002",
  accessToken: "demo-page-token",
  appSecret: "demo-app-secret",
  verifyToken: "demo-verify-token",
  name: "Aubrelle Line",
} as const;
