import { append, changed, edit, lacking, remove, set, setYaml, unset } from "./change";
import { configMap, namespace } from "./objects";
import { smallPlan } from "./small-plan";

const data = () => ({ list: ["a"], text: "one", inner: { value: 1 } });

test("a change that misses its mark throws, so that no mutation passes by touching nothing", () => {
  expect(() => set(data(), ["absent", "value"], 1)).toThrow("nothing to change it in");
  expect(() => set(data(), ["text", "value"], 1)).toThrow("nothing to change it in");
  expect(() => set(data(), ["inner", "value"], 1)).toThrow("so already");
  expect(() => set(data(), ["inner"], { value: 1 })).toThrow("so already");
  expect(() => set(data(), [], 1)).toThrow("empty");
  expect(() => unset(data(), ["inner", "absent"])).toThrow("absent already");
  expect(() => append(data(), ["inner"], 1)).toThrow("no list");
  expect(() => edit(data(), ["text"], (text) => text)).toThrow("so already");
  expect(() => edit(data(), ["inner"], (text) => text)).toThrow("no text");
  expect(() => set(Object.freeze({ a: 1 }), ["a"], 2)).toThrow("cannot be set");
  expect(() => remove(smallPlan({}), { stack: "test-alpha", object: "Namespace/x" })).toThrow("0 times");
  expect(() =>
    remove(smallPlan({ objects: [namespace(), namespace()] }), {
      stack: "test-alpha",
      object: "Namespace/tchap-alpha",
    }),
  ).toThrow("2 times");
});

test("a copy is changed, its original is not", () => {
  const original = data();
  expect(changed(original, ["inner", "value"], 2)).toEqual({ ...data(), inner: { value: 2 } });
  expect(lacking(original, ["inner", "value"])).toEqual({ ...data(), inner: {} });
  expect(original).toEqual(data());
});

test("one setting of a YAML file is changed, the rest stays", () => {
  const object = configMap({ "a.yaml": 'one: "1" # kept\ntwo: 2\n' });
  setYaml(object, "a.yaml", ["two"], undefined);
  expect(object).toEqual(configMap({ "a.yaml": 'one: "1" # kept\n' }));
});
