import { type Control, type ControlDocument, controlsOf } from "./control";

/** The TLS guide: what the plan itself sets is judged, the edge's own settings are the platform's. */
export const TLS_DOCUMENT: ControlDocument = {
  key: "TLS",
  title: "Recommandations de sécurité relatives à TLS",
  version: "SDE-NT-35, v1.2",
  language: "fr",
  source: "ANSSI, cyber.gouv.fr",
  scope:
    "Sans caractère normatif ; SecNumCloud (10.2.c) y renvoie. Toutes ses recommandations figurent ici, variantes comprises.",
  licence: "Licence Ouverte (Etalab) : recommandations de l'ANSSI citées par extraits, source et version mentionnées.",
};

export const TLS: readonly Control[] = controlsOf(TLS_DOCUMENT, {
  R1: {
    title: "Restreindre la compatibilité en fonction du profil des clients",
    extract:
      "Lorsque les clients d'un serveur ne sont pas maîtrisés, il convient d'établir un profil des clients souhaités. Le suivi éventuel de recommandations dégradées (Rx–) s'appuie sur ce profil.",
    coverage: "organisational",
    reason:
      "Le profil des clients (applications Tchap, navigateurs des agents) se décide hors du déploiement. Là où le plan règle TLS, aucune variante dégradée n'est admise (TLS-03).",
  },
  R2: {
    title: "Utiliser des composants logiciels à jour",
    extract: "Les composants dont dépend le déploiement de TLS doivent être tenus à jour.",
    coverage: "partly",
    reason:
      "Aucune version du plan n'a passé la fin de support de son éditeur, hors dérogation (SUP-05). Manquent : les projets qui ne publient aucune date, et les correctifs d'une version maintenue.",
  },
  R3: {
    title: "Privilégier TLS 1.3 et accepter TLS 1.2",
    extract:
      "La version TLS 1.3 doit être prise en charge et privilégiée. La version TLS 1.2 est également acceptée sous condition de suivre les recommandations de ce guide.",
    coverage: "partly",
    reason:
      "Fédération en 1.2 au moins (SYN-06), relais, collecteur et PostgreSQL aussi (TLS-02). Manquent : aucune règle n'exige que la 1.3 soit proposée, le collecteur de journaux reste en 1.2 par choix motivé, et la version du bord est réglée par la plateforme.",
  },
  R4: {
    title: "Ne pas utiliser SSL v2, SSL v3, TLS 1.0 et TLS 1.1",
    extract:
      "Les versions SSLv2, SSLv3, TLS 1.0 et TLS 1.1 sont à proscrire. De plus, il faut privilégier l'usage de composants logiciels qui ne prennent pas en charge ces versions du protocole, par exemple parce que le support de ces versions a été désactivé à la compilation.",
    coverage: "partly",
    reason:
      "Vu pour les relais d'appel, le collecteur de journaux, PostgreSQL et la fédération (TLS-02, SYN-06). Manque le bord, dont la plateforme règle les versions.",
  },
  R5: {
    title: "Authentifier le serveur à l'échange de clé",
    extract:
      "Au cours d'un échange de clé, le serveur doit être authentifié par le client. Les alternatives anonymisées de ces échanges ou reposant sur l'utilisation de certificat brut définies dans la RFC 7250 sont fortement déconseillées.",
    coverage: "partly",
    reason:
      "Les suites anonymes sont refusées (TLS-03) ; la fédération, la base et le puits de journaux sont vérifiés par certificat (SYN-06, SYN-17, LOG-01). Manquent les autres clients : notifications, courriel, copies.",
  },
  R6: {
    title: "Échanger les clés en assurant toujours la PFS",
    extract:
      "La propriété de confidentialité persistante doit être assurée. Il faut pour cela employer une suite cryptographique reposant sur un échange Diffie–Hellman éphémère (ECDHE ou, à défaut, DHE).",
    coverage: "partly",
    reason:
      "TLS-03 n'admet que des échanges éphémères là où le plan règle TLS. Manquent le bord et la fédération sortante de Synapse, qui suivent leur bibliothèque.",
  },
  R7: {
    title: "Échanger les clés avec l'algorithme ECDHE",
    extract:
      "Les échanges de clés ECDHE doivent être privilégiés, à l'aide des courbes secp256r1, secp384r1, secp521r1. Les courbes x25519 et x448 constituent des variantes acceptables. Les courbes brainpoolP256r, brainpoolP384r et brainpoolP512r1 sont également acceptables.",
    coverage: "partly",
    reason:
      "TLS-03 n'admet que des suites ECDHE, et les courbes du collecteur. Manquent les courbes des relais et de PostgreSQL, celles de leur bibliothèque, et le bord.",
  },
  "R7-": {
    title: "Échanger les clés avec l'algorithme DHE",
    extract:
      "Les échanges de clés DHE sont tolérés en utilisant les groupes 2048-bits ou plus (3072-bits ou plus si l'information doit être protégée au-delà de 2030) définis dans [34].",
    coverage: "partly",
    reason: "Tolérance non employée : TLS-03 refuse DHE là où le plan règle TLS. Manque le bord.",
  },
  R8: {
    title: "Authentifier le serveur par certificat",
    extract:
      "Au cours d'un échange de clés, le serveur doit être authentifié par le client à l'aide d'un mécanisme asymétrique. Les méthodes basées sur ECDSA ou EdDSA sont à privilégier. Les méthodes basées sur RSA sont tolérées (RSASSA-PSS ou à défaut RSASSA-PKCS1-v1_5).",
    coverage: "partly",
    reason:
      "La fédération, la base et le puits de journaux sont vérifiés par certificat (SYN-06, SYN-17, LOG-01), et TLS-03 n'admet que ECDSA et RSA. Manquent le bord et l'ordre de préférence entre les deux.",
  },
  "R8-": {
    title: "Authentifier le serveur avec un mécanisme symétrique",
    extract:
      "Au cours d'un échange de clés, l'authentification du serveur par le client à l'aide d'un mécanisme symétrique est toléré.",
    coverage: "partly",
    reason: "Tolérance non employée : TLS-03 n'admet pas de suite à clé partagée. Manque le bord.",
  },
  R9: {
    title: "Privilégier AES ou ChaCha20",
    extract:
      "Les suites mettant en œuvre l'algorithme de chiffrement par bloc AES sont à privilégier. L'algorithme de chiffrement par flot ChaCha20 constitue une alternative acceptable.",
    coverage: "partly",
    reason: "TLS-03 n'admet que AES et ChaCha20 là où le plan règle TLS. Manque le bord.",
  },
  "R9-": {
    title: "Tolérer Camellia et ARIA",
    extract:
      "Les suites mettant en œuvre les algorithmes de chiffrement par bloc Camellia et ARIA sont tolérées. La prise en charge de l'algorithme AES est conseillée, mais pas obligatoire.",
    coverage: "partly",
    reason: "Tolérance non employée : TLS-03 refuse Camellia et ARIA là où le plan règle TLS. Manque le bord.",
  },
  R10: {
    title: "Utiliser un mode de chiffrement intègre",
    extract:
      "La suite cryptographique retenue doit mettre en œuvre un mode de chiffrement intègre. Les modes GCM et CCM (hors CCM-8) sont à privilégiés. Le mode combiné ChaCha20_Poly1305 offre une alternative acceptable.",
    coverage: "partly",
    reason: "TLS-03 n'admet que des modes intègres : GCM, CCM, ChaCha20-Poly1305. Manque le bord.",
  },
  "R10-": {
    title: "Tolérer le mode CBC avec encrypt_then_mac",
    extract: "La combinaison CBC + HMAC en conjonction avec l'extension encrypt_then_mac est tolérée.",
    coverage: "partly",
    reason: "Tolérance non employée : TLS-03 refuse CBC là où le plan règle TLS. Manque le bord.",
  },
  R11: {
    title: "Utiliser SHA-2 comme fonction de hachage",
    extract: "Les fonctions de hachage de la famille SHA-2 doivent être utilisées.",
    coverage: "partly",
    reason:
      "TLS-03 n'admet que des suites et des signatures en SHA-2. Manquent le bord et les signatures acceptées par les relais, celles de leur bibliothèque.",
  },
  R12: {
    title: "Disposer de plusieurs suites cryptographiques",
    extract:
      "À des fins préventives, les parties communicantes doivent implémenter plusieurs suites acceptables. Lorsque l'infrastructure est maîtrisée de bout en bout, elles peuvent ensuite n'en utiliser qu'une seule.",
    coverage: "partly",
    reason: "TLS-03 exige deux suites au moins là où une liste est écrite. Manque le bord.",
  },
  R13: {
    title: "Préférer l'ordre de suites du serveur",
    extract:
      "Lorsque les clients d'un serveur ne sont pas maîtrisés, l'ordre des suites cryptographiques qui figure dans sa configuration doit prévaloir sur l'ordre des suites signalées par les clients.",
    coverage: "not covered",
    reason:
      "Aucune règle ne refuse de laisser l'ordre au client (ssl_prefer_server_ciphers de PostgreSQL, prefer-client-ciphers de HAProxy). Pour le bord, c'est à la plateforme.",
  },
  R14: {
    title: "Utiliser les extensions du tableau 2.4",
    extract:
      "Les extensions recommandées dans le cadre général de l'utilisation du protocole TLS figurent dans le tableau 2.4. Elles doivent être prises en charge par les équipements maîtrisés et utilisées dans les contextes précisés.",
    coverage: "platform",
    reason:
      "Les extensions sont celles de la bibliothèque de chaque composant, et du bord pour le public. Le plan ne les règle pas.",
  },
  R15: {
    title: "Évaluer l'utilité des extensions du tableau 2.8",
    extract:
      "Les extensions du tableau 2.8 sont relatives à des déploiements spécifiques. Seules celles évaluées nécessaires doivent être implémentées et utilisées.",
    coverage: "platform",
    reason: "Les extensions propres à un usage sont celles du bord et des bibliothèques ; le plan n'en active aucune.",
  },
  R16: {
    title: "Ne pas utiliser les extensions du tableau 2.9",
    extract: "Les extensions du tableau 2.9 sont toujours déconseillées.",
    coverage: "platform",
    reason:
      "Les extensions déconseillées sont refusées par le bord et par les bibliothèques ; le plan n'en active aucune.",
  },
  R17: {
    title: "Utiliser un générateur d'aléa robuste",
    extract:
      "Les aléas utilisés dans le ClientHello et le ServerHello doivent provenir de générateurs d'aléa de qualité cryptographique.",
    coverage: "platform",
    reason: "L'aléa vient du noyau des nœuds, que la plateforme fournit, et des bibliothèques des images.",
  },
  R18: {
    title: "Privilégier l'aléa du serveur avec un suffixe prédictible",
    extract:
      "L'aléa utilisé dans le ClientHello doit privilégier une construction sur 32 octets aléatoires tandis que l'aléa utilisé dans le ServerHello doit privilégier une construction de 24 octets aléatoires avec, en suffixe les valeurs spécifiées dans [11].",
    coverage: "platform",
    reason: "La construction de l'aléa du ServerHello est celle de la bibliothèque du bord ou du composant.",
  },
  "R18-": {
    title: "Privilégier les aléas sans préfixe prédictible",
    extract:
      "Les aléas utilisés dans le ClientHello et le ServerHello doivent privilégier les 32 octets aléatoires plutôt que la construction préfixée par une heure Unix.",
    coverage: "platform",
    reason: "La construction des aléas est celle de la bibliothèque du bord ou du composant.",
  },
  R19: {
    title: "Ne pas utiliser la compression TLS",
    extract: "L'utilisation du mécanisme de compression TLS est à proscrire.",
    coverage: "partly",
    reason:
      "TLS-03 n'admet pour le collecteur que l'absence de compression. Ailleurs elle est absente des bibliothèques, ce que le plan ne montre pas.",
  },
  R20: {
    title: "Limiter la durée de vie des tickets",
    extract: "Le serveur doit être configuré afin d'émettre des tickets dont la durée de vie n'excède pas 24 heures.",
    coverage: "platform",
    reason: "La durée des tickets est réglée au bord ; nulle part le plan n'en règle une.",
  },
  R21: {
    title: "Effectuer des reprises de session avec échange de clé",
    extract: "L'utilisation du mécanisme de reprise de session avec un échange de clé Diffie–Hellman est recommandée.",
    coverage: "platform",
    reason: "La reprise de session est réglée au bord ; ailleurs elle suit la bibliothèque.",
  },
  "R21-": {
    title: "Effectuer des reprises de session avec PFS",
    extract:
      "Si le mécanisme de reprise de session est utilisé, alors l'utilisation de tickets de session doit être préférée à celle d'identifiants de session. […]",
    coverage: "platform",
    reason: "Les clés des tickets sont tenues par le bord ; ailleurs elles suivent la bibliothèque.",
  },
  R22: {
    title: "Toujours activer l'extension pour la renégociation sécurisée",
    extract:
      "Un client TLS, qu'il souhaite ou non effectuer des renégociations, doit utiliser l'extension renegotiation_info. Un serveur TLS, s'il souhaite effectuer des renégociations, doit utiliser l'extension renegotiation_info.",
    coverage: "platform",
    reason: "L'extension de renégociation sécurisée est celle des bibliothèques et du bord.",
  },
  R23: {
    title: "Ne pas transmettre de données 0-RTT",
    extract:
      "Il est déconseillé à un client de transmettre de données 0-RTT. Un serveur ne doit pas accepter les données 0-RTT lorsqu'il en reçoit.",
    coverage: "platform",
    reason: "Seul le bord peut accepter des données 0-RTT ; aucun HAProxy du plan ne termine TLS.",
  },
  R24: {
    title: "Présenter un certificat signé avec SHA-2",
    extract: "La fonction de hachage utilisée pour la signature du certificat doit faire partie de la famille SHA-2.",
    coverage: "platform",
    reason:
      "La fonction de hachage de la signature est choisie par l'autorité de certification ; TLS-05 ne vérifie que l'émetteur.",
  },
  R25: {
    title: "Présenter un certificat valide pendant 3 ans ou moins",
    extract:
      "La période de validité d'un certificat d'authentification TLS (serveur ou client) ne doit pas excéder 3 ans. Pour un certificat émis après le 1 mars 2018, sa période de validité ne doit pas dépasser 825 jours.",
    coverage: "partly",
    reason:
      "TLS-04 borne à cent jours chaque certificat public du plan. Manquent ceux que le plan ne décrit pas : certificat client du collecteur, certificats que CloudNativePG fabrique.",
  },
  R26: {
    title: "Utiliser des clés de taille suffisante",
    extract:
      "Pour une protection des communications jusqu'en 2030, les clés RSA doivent avoir une taille minimale de 2048 bits, et les clés ECDSA doivent avoir une taille minimale de 256 bits. […]",
    coverage: "partly",
    reason:
      "TLS-04 exige RSA 3072 ou ECDSA 256 au moins pour chaque certificat public. Manquent le certificat client du collecteur et ceux que CloudNativePG fabrique.",
  },
  R27: {
    title: "Présenter un KeyUsage approprié",
    extract:
      "Dans un certificat d'authentification, l'extension Key Usage doit être présente et marquée comme critique. Pour un serveur, elle doit contenir les valeurs digitalSignature et/ou keyEncipherment. Pour un client, elle doit contenir la valeur digitalSignature. Aucune autre valeur n'est admise.",
    coverage: "not covered",
    reason:
      "Le plan écrit les usages de chaque certificat, mais aucune règle ne les juge. Le caractère critique de l'extension dépend de l'autorité.",
  },
  R28: {
    title: "Présenter un ExtendedKeyUsage approprié",
    extract:
      "Dans un certificat d'authentification, l'extension Extended Key Usage doit être présente et marquée comme non-critique. Pour un serveur, elle doit uniquement contenir la valeur id-kp-serverAuth. Pour un client, elle doit uniquement contenir la valeur id-kp- clientAuth.",
    coverage: "not covered",
    reason: "Le plan demande l'usage « server auth », mais aucune règle ne l'exige ni ne refuse les autres.",
  },
  R29: {
    title: "Présenter un SubjectAlternativeName approprié (côté serveur)",
    extract:
      "Pour un certificat d'authentification utilisé par un serveur TLS, l'extension Subject Alternative Name doit être présente et marquée comme non-critique. Elle doit contenir au moins une entrée dNSName correspondant à l'un des FQDN du service applicatif qui utilise le certificat.",
    coverage: "partly",
    reason:
      "TLS-05 exige un nom DNS, celui de l'hôte servi, et aucun autre nom. Le marquage de l'extension dépend de l'autorité.",
  },
  R30: {
    title: "Réserver chaque certificat à une seule terminaison TLS",
    extract: "Un même certificat d'authentification ne doit pas être utilisé par plus d'une seule terminaison TLS.",
    coverage: "partly",
    reason:
      "TLS-05 exige un certificat par hôte public, sans joker, dans l'espace de noms de l'hôte. Manque le certificat client du collecteur de journaux, le même sur tous les nœuds.",
  },
  // The published list has no title: its own words.
  R31: {
    title: "Utiliser autant de certificats que de versions et de méthodes d'échange de clés acceptées",
    extract:
      "Pour une même terminaison, il est recommandé d'utiliser autant de certificats que de versions et de méthodes d'échange de clés acceptées.",
    coverage: "not covered",
    reason:
      "Écarté par choix : TLS-05 exige un seul certificat par terminaison, de courte durée et renouvelé avec une autre clé (TLS-04).",
  },
  R32: {
    title: "Présenter un AKI correspondant au SKI défini par l'AC",
    extract:
      "Pour un certificat d'authentification TLS (serveur ou client), l'extension AKI doit être présente, marquée comme non-critique et contenir l'identifiant présent dans l'extension SKI du certificat de l'AC relatif à la clé de signature utilisée.",
    coverage: "platform",
    reason: "L'identifiant de clé est posé par l'autorité de certification.",
  },
  R33: {
    title: "Présenter un certificat avec des sources de révocation",
    extract: "Au moins une extension parmi CRLDP et AIA doit être présente et marquée comme non-critique.",
    coverage: "platform",
    reason: "Les sources de révocation sont posées par l'autorité de certification.",
  },
  R34: {
    title: "Transmettre une chaîne de certificats ordonnée et complète",
    extract:
      "Les chaînes de certificats transmises à l'aide des messages Certificate doivent, afin de conserver une compatibilité avec TLS 1.2, être ordonnées et complètes.",
    coverage: "platform",
    reason:
      "La chaîne est composée par l'autorité et cert-manager, et transmise par le bord ; les sondes publiques la vérifient en service, pas dans le plan.",
  },
  R35: {
    title: "Préférer l'agrafage OCSP",
    extract:
      "Lorsque le protocole OCSP est mis en œuvre, il est recommandé d'utiliser l'agrafage OCSP. Cette solution est aussi préférable à la distribution de CRL.",
    coverage: "platform",
    reason: "L'agrafage OCSP est réglé au bord, si l'autorité publie encore OCSP.",
  },
  R36: {
    title: "Prévoir une redondance des moyens de révocation",
    extract:
      "Pour des raisons de disponibilité, des mécanismes de redondance de publication des informations de révocation doivent être mis en œuvre.",
    coverage: "platform",
    reason: "La publication des révocations est redondée par l'autorité de certification.",
  },
  R37: {
    title: "Réagir en hard-fail",
    extract: "Les composants logiciels TLS privilégiant la sécurité doivent réagir en hard-fail.",
    coverage: "not covered",
    reason:
      "Aucun client du déploiement n'interroge la révocation. La durée courte des certificats (TLS-04) en limite la portée sans la remplacer.",
  },
  R38: {
    title: "Utiliser des certificats enregistrés par CT",
    extract:
      "Dans le cadre d'une IGC publique, il est recommandé d'utiliser des certificats d'authentification enregistrés par leur AC parmi les registres du programme CT.",
    coverage: "platform",
    reason: "L'inscription aux registres CT est faite par l'autorité de certification, si elle est publique.",
  },
  R39: {
    title: "Rejeter tous les certificats invalidés par CT",
    extract:
      "Dans le cadre d'une IGC publique, les clients TLS doivent rejeter tous les certificats qui sont accompagnés d'un Signed Certificate.Timestamp (SCT) invalide, et les certificats EV qui ne sont pas accompagnés d'un SCT.",
    coverage: "organisational",
    reason:
      "Les clients que la recommandation vise sont les applications et les navigateurs des agents ; aucun composant du déploiement ne contrôle les SCT.",
  },
});
