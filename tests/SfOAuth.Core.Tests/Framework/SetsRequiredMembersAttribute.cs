namespace System.Diagnostics.CodeAnalysis;

// The compiler asks for this one where a record has required members.
[AttributeUsage(AttributeTargets.Constructor)]
internal sealed class SetsRequiredMembersAttribute : Attribute;
