using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace SfOAuth.Tests;

/// <summary>
/// The folders of Core are layers: what a file uses is below it. The table is the one of docs/architecture.md.
/// </summary>
public class LayersTests
{
    // From top to bottom. What stands in one row does not know its neighbours.
    private static readonly string[][] _rows =
    [
        ["Connections", "SignIn", "Rest"],
        ["Flows"],
        ["Protocol"],
        ["Model", "Keys", "Hosts"],
        ["Http", "Locking", "Sealing"],
        ["Formats", "Files"],
        ["Errors", "Secrets"],
    ];

    private static readonly Regex _comment = new(@"//.*", RegexOptions.CultureInvariant);
    private static readonly Regex _namespace = new(@"^namespace ([\w.]+);", RegexOptions.Multiline);
    private static readonly Regex _used = new(@"\bSfOAuth\.(\w+)", RegexOptions.CultureInvariant);
    private static readonly Regex _type = new(
        @"^(?:public|internal) (?:(?:sealed|static|abstract|readonly) )*(?:class|record|enum|struct|interface) (\w+)",
        RegexOptions.Multiline
    );

    [Fact]
    public void Each_file_uses_only_what_is_below_its_folder()
    {
        string[] modelTypes =
        [
            .. Sources()
                .Where(source => source.Layer == "Model")
                .SelectMany(source => _type.Matches(source.Text).Cast<Match>().Select(match => match.Groups[1].Value)),
        ];
        Assert.Contains("Token", modelTypes);

        AssertNone(Sources().SelectMany(source => BadEdges(source, modelTypes)));
    }

    [Fact]
    public void Each_folder_has_a_row_and_each_file_the_namespace_of_its_folder()
    {
        AssertNone(
            Sources()
                .Where(source => RowOf(source.Layer) < 0 || !IsOf(source.Namespace, source.Layer))
                .Select(source => $"{source.Path}: {source.Namespace}")
        );
    }

    private static void AssertNone(IEnumerable<string> offenders)
    {
        string text = string.Join("\n", offenders);
        Assert.True(text.Length == 0, text);
    }

    private static IEnumerable<string> BadEdges(Source source, string[] modelTypes) =>
        UsedBy(source, modelTypes)
            .Distinct()
            .Where(used => used != source.Layer && RowOf(used) <= RowOf(source.Layer))
            .Select(used => $"{source.Path} uses {used}");

    // The namespace of Model is the one that all others are in, so that what it holds is used without a directive.
    private static IEnumerable<string> UsedBy(Source source, string[] modelTypes)
    {
        string code = _comment.Replace(source.Text, "");
        string[] layers = [.. _rows.SelectMany(row => row)];
        foreach (string name in _used.Matches(code).Cast<Match>().Select(match => match.Groups[1].Value))
        {
            if (layers.Contains(name))
                yield return name;
        }

        foreach (string layer in layers)
        {
            if (Regex.IsMatch(code, $@"(?<![\w.]){layer}\.[A-Z]"))
                yield return layer;
        }

        if (modelTypes.Any(type => Regex.IsMatch(code, $@"(?<![\w.""]){type}(?= \w|\?|\[|\.|\(|>|\))")))
            yield return "Model";
    }

    private static int RowOf(string layer) => Array.FindIndex(_rows, row => row.Contains(layer));

    // A room within the layer may have a name of its own.
    private static bool IsOf(string found, string layer) =>
        found == NamespaceOf(layer) || found.StartsWith(NamespaceOf(layer) + ".", StringComparison.Ordinal);

    private static string NamespaceOf(string layer) => layer == "Model" ? "SfOAuth" : "SfOAuth." + layer;

    private static IEnumerable<Source> Sources()
    {
        string core = Path.Combine(Repository.Root, "src", "SfOAuth.Core");
        foreach (string path in Directory.EnumerateFiles(core, "*.cs", SearchOption.AllDirectories))
        {
            string[] parts = path.Substring(core.Length + 1).Split(Path.DirectorySeparatorChar);
            // Alone at the top are the compiler's own types; parts of the framework itself are in its namespaces.
            string text = File.ReadAllText(path);
            if (parts.Length > 1 && parts[0] is not ("bin" or "obj") && !text.Contains("namespace System"))
                yield return new Source(
                    string.Join("/", parts),
                    parts[0],
                    text,
                    _namespace.Match(text).Groups[1].Value
                );
        }
    }

    private sealed record Source(string Path, string Layer, string Text, string Namespace);
}
