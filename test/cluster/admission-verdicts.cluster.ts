import type { KubernetesObject } from "../../plan/plan";
import { ofKind } from "../../plan/vocabulary";
import { SHIPPED } from "../../policies/admission/shipped";
import { eventually } from "../real/container/network";
import { INVALID } from "./admission/api";
import { examplesOf } from "./admission/examples";
import { machine, onMachine, planned, withServer } from "./admission/ground";

/** Seconds until the server holds to a policy that it was given. Assumption: it takes two. */
const HELD_SECONDS = 60;

const spaceOf = (rule: string) => `case-${rule.toLowerCase()}`;

/** A binding for one rule alone, so that its verdict is seen and no other's. */
function binding(rule: string) {
  const name = `tchap-prod-${rule.toLowerCase()}`;
  const values = rule === "K8S-17" ? [spaceOf(rule), "default"] : [spaceOf(rule)];
  const matchExpressions = [{ key: "kubernetes.io/metadata.name", operator: "In", values }];
  return {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingAdmissionPolicyBinding",
    metadata: { name },
    spec: {
      policyName: name,
      validationActions: ["Deny"],
      matchResources: { namespaceSelector: { matchExpressions } },
    },
  };
}

onMachine(
  "Node and the API server give the same verdict on every good and bad object of the rules that ship",
  async () => {
    const plan = await planned("prod");
    const invalid: string[] = [];
    const lines: string[] = [];
    await withServer("verdicts", async (server) => {
      await server.installKinds(machine().crds);
      await server.install(
        SHIPPED.map(({ id }) => ({ apiVersion: "v1", kind: "Namespace", metadata: { name: spaceOf(id) } })),
      );
      await server.install(ofKind(plan, "ValidatingAdmissionPolicy").map(({ object }) => object));
      await server.install(SHIPPED.map(({ id }) => binding(id)));
      const ask = (object: KubernetesObject) => server.api.create(object, { dryRun: true });
      for (const { id, ...rest } of SHIPPED) {
        const rule = { id, ...rest };
        const examples = examplesOf(rule, plan, spaceOf(id));
        const bad = examples.filter(({ accepted }) => !accepted);
        await eventually(`${id} holds`, HELD_SECONDS, async () => {
          const answers = await Promise.all(bad.map(({ object }) => ask(object)));
          return answers.some(({ message }) => message.includes(rule.title.fr)) ? true : undefined;
        });
        const count = { accepted: 0, refused: 0 };
        for (const { name, object, accepted } of examples) {
          const { status, message } = await ask(object);
          const isDenied = message.includes(`'tchap-prod-${id.toLowerCase()}'`);
          if (status !== 201 && !isDenied) invalid.push(`${name}: ${message}`);
          else {
            expect([name, isDenied ? message : "", !isDenied]).toEqual([name, isDenied ? message : "", accepted]);
            count[isDenied ? "refused" : "accepted"] += 1;
          }
        }
        lines.push(`  ${id.padEnd(8)}${count.accepted} accepted, ${count.refused} refused`);
        expect([id, Math.min(count.accepted, count.refused) > 0]).toEqual([id, true]);
      }
    });
    process.stdout.write(
      `\nverdicts of Node and of the API server alike\n${lines.join("\n")}\nno object of its kind\n  ${invalid.join("\n  ")}\n`,
    );
    expect(invalid.filter((each) => !INVALID.test(each))).toEqual([]);
  },
);
