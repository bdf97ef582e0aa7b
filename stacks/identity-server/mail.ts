/*
 * Templates of Sydent (branch dinsic, sydent/util/emailutils.py): Python's % with names. What a sender chose himself, his
 * display name and the room's, is left out: in a mail of the State's it would be believed. Neither stands there what
 * Sydent would sign an invitation with: it is taken up by whoever signs in with the address.
 */
const HEADERS = `Date: %(date)s
From: %(from)s
To: %(to)s
Message-ID: %(messageid)s
`;

const BODY = `MIME-Version: 1.0
Content-Type: text/plain; charset=UTF-8
Content-Transfer-Encoding: 8bit
`;

const INVITATION = `${HEADERS}Subject: %(subject_header_value)s
${BODY}
Bonjour,

Un agent public %(bracketed_verified_sender)svous invite à échanger avec lui sur Tchap, la messagerie des agents
publics.

Pour accepter, installez Tchap depuis le magasin d’applications de votre téléphone, ou ouvrez-le dans un navigateur, puis
inscrivez-vous avec cette adresse : %(to)s. La conversation vous y attend.

Vous ne connaissez pas cette personne ? Ne tenez pas compte de ce message.
`;

const VERIFICATION = `${HEADERS}Subject: Tchap : confirmez votre adresse
${BODY}
Bonjour,

Quelqu’un, sans doute vous, veut lier cette adresse à un compte Tchap. Pour confirmer :

%(link)s

Si l’on vous demande un code : %(token)s

Vous n’avez rien demandé ? Ne tenez pas compte de ce message et ne transmettez ce code à personne.
`;

/** Read in the locale's encoding, so ASCII only; two percent signs would be one. */
const ANSWER = `<!DOCTYPE html>
<html lang="fr">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>Tchap : v&eacute;rification d&#8217;une adresse</title>
  </head>
  <body>
    <main>
      <h1>V&eacute;rification d&#8217;une adresse</h1>
      <p>%(message)s</p>
    </main>
  </body>
</html>
`;

/** What Sydent fills in. */
export const TEMPLATES = {
  "invitation.eml": INVITATION,
  "verification.eml": VERIFICATION,
  "verification.html": ANSWER,
} as const;

/** Name of a template's file. */
export type Template = keyof typeof TEMPLATES;
