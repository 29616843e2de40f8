import { Web } from "sip.js";

import { readAccount, say } from "./peer-page";

// The least that SIP.js can be: a page that connects and registers, without a line in the console.

const { extension, password, server, domain } = readAccount();
const user = new Web.SimpleUser(server, {
  aor: `sip:${extension}@${domain}`,
  delegate: { onRegistered: () => say("registered") },
  userAgentOptions: {
    authorizationUsername: extension,
    authorizationPassword: password,
    logBuiltinEnabled: false,
  },
});

void user.connect().then(async () => user.register());
