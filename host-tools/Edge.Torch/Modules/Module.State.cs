using TorchSharp.Modules;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>The modules directly below, by name.</summary>
            public virtual IEnumerable<(string name, Module module)> named_children() => children_.Select(entry => (entry.Name, entry.Child));

            public virtual IEnumerable<Module> children() => children_.Select(entry => entry.Child);

            /// <summary>All modules below, by path.</summary>
            public virtual IEnumerable<(string name, Module module)> named_modules()
            {
                foreach ((string name, Module child) in children_)
                {
                    yield return (name, child);
                    foreach ((string path, Module below) in child.named_modules()) yield return ($"{name}.{path}", below);
                }
            }

            public virtual IEnumerable<Module> modules() => named_modules().Select(entry => entry.module);

            /// <summary>The trained tensors by path, those of modules below included; each once.</summary>
            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                HashSet<Parameter> seen = new(ReferenceEqualityComparer.Instance);
                foreach ((string name, Parameter value) in AllParameters(recurse))
                {
                    if (seen.Add(value)) yield return (name, value);
                }
            }

            public virtual IEnumerable<Parameter> parameters(bool recurse = true) => named_parameters(recurse).Select(entry => entry.parameter);

            /// <summary>The buffers by path, those of modules below included.</summary>
            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
            {
                foreach ((string name, Tensor value, bool persistent) in buffers_)
                {
                    if (persistent || include_nonpersistent) yield return (name, value);
                }
                if (!recurse) yield break;
                foreach ((string name, Module child) in children_)
                {
                    foreach ((string path, Tensor value) in child.named_buffers(true, include_nonpersistent)) yield return ($"{name}.{path}", value);
                }
            }

            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) =>
                named_buffers(recurse, include_nonpersistent).Select(entry => entry.buffer);

            public virtual bool has_parameter(string target) => named_parameters().Any(entry => entry.name == target);

            public virtual bool has_buffer(string target) => named_buffers().Any(entry => entry.name == target);

            public virtual Parameter? get_parameter(string target) => named_parameters().FirstOrDefault(entry => entry.name == target).parameter;

            public virtual Tensor? get_buffer(string target) => named_buffers().FirstOrDefault(entry => entry.name == target).buffer;

            /// <summary>The parameters and persistent buffers by path: the tensors themselves, not copies.</summary>
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= [];
                string start = string.IsNullOrEmpty(prefix) ? "" : prefix + ".";
                foreach ((string name, Parameter parameter) in AllParameters(true)) destination.TryAdd(start + name, parameter);
                foreach ((string name, Tensor buffer) in named_buffers(true, false)) destination.TryAdd(start + name, buffer);
                return destination;
            }

            /// <summary>Copies tensors by path into this module's.</summary>
            /// <exception cref="InvalidOperationException">strict, and the paths differ.</exception>
            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(
                Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                Dictionary<string, Tensor> own = state_dict();
                List<string> missing = [.. own.Keys.Where(key => !Skipped(key) && !source.ContainsKey(key))];
                List<string> unexpected = [.. source.Keys.Where(key => !Skipped(key) && !own.ContainsKey(key))];
                if (strict && missing.Count + unexpected.Count > 0)
                    throw new InvalidOperationException($"the state does not fit {GetName()}: missing [{string.Join(", ", missing)}], unexpected [{string.Join(", ", unexpected)}]");
                using IDisposable quiet = no_grad();
                foreach ((string key, Tensor value) in source)
                {
                    if (!Skipped(key) && own.TryGetValue(key, out Tensor? target)) target.copy_(value);
                }
                return (missing, unexpected);

                bool Skipped(string key) => skip is not null && skip.Contains(key);
            }

            /// <summary>Writes the state: the number of tensors, then path and tensor of each (see <see cref="TensorExtensionMethods"/>).</summary>
            public Module save(BinaryWriter writer, IList<string>? skip = null)
            {
                List<KeyValuePair<string, Tensor>> entries = [.. state_dict().Where(entry => skip is null || !skip.Contains(entry.Key))];
                writer.Write7BitEncodedInt64(entries.Count);
                foreach ((string key, Tensor value) in entries)
                {
                    writer.Write(key);
                    value.Save(writer);
                }
                return this;
            }

            public Module save(Stream stream, IList<string>? skip = null)
            {
                using BinaryWriter writer = new(stream, System.Text.Encoding.UTF8, leaveOpen: true);
                return save(writer, skip);
            }

            public Module save(string location, IList<string>? skip = null)
            {
                TensorFiles.Write(location, writer => save(writer, skip));
                return this;
            }

            /// <summary>Reads a state that <see cref="save(BinaryWriter, IList{string})"/> wrote.</summary>
            /// <exception cref="ArgumentException">strict and the paths differ, or a tensor has another shape or type.</exception>
            public virtual Module load(BinaryReader reader, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                Dictionary<string, Tensor> own = state_dict();
                long count = reader.Read7BitEncodedInt64();
                if (strict && count != own.Count) throw new ArgumentException($"{GetName()} has {own.Count} tensors, the file {count}");
                for (long i = 0; i < count; i++)
                {
                    string key = reader.ReadString();
                    bool found = own.TryGetValue(key, out Tensor? target);
                    if (strict && !found) throw new ArgumentException($"{GetName()} has no tensor '{key}'");
                    if (found && skip?.Contains(key) != true) target!.Load(reader);
                    else TensorExtensionMethods.Load(reader).Dispose();
                    loadedParameters?.Add(key, found);
                }
                return this;
            }

            public Module load(Stream stream, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                using BinaryReader reader = new(stream, System.Text.Encoding.UTF8, leaveOpen: true);
                return load(reader, strict, skip, loadedParameters);
            }

            public virtual Module load(string location, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                using FileStream stream = File.OpenRead(location);
                return load(stream, strict, skip, loadedParameters);
            }

            private IEnumerable<(string Name, Parameter Value)> AllParameters(bool recurse)
            {
                foreach ((string, Parameter) entry in parameters_) yield return entry;
                if (!recurse) yield break;
                foreach ((string name, Module child) in children_)
                {
                    foreach ((string path, Parameter value) in child.AllParameters(true)) yield return ($"{name}.{path}", value);
                }
            }
        }
    }
}
