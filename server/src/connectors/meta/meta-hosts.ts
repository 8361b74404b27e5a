/** Where Meta keeps what people send. */
export const metaHosts = ["*.fbcdn.net", "*.fbsbx.com"];
