/** The railway's page at Meta, as the stand-in on this machine knows it. Nothing here is secret or real. */
export const page = {
  appId: "1017760000000001",
  pageId: "2017760000000002",
  accessToken: "demo-page-token",
  appSecret: "demo-app-secret",
  verifyToken: "demo-verify-token",
  name: "Aubrelle Line",
} as const;
