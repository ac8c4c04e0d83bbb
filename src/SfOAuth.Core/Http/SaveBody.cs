using System.Threading;
using System.Threading.Tasks;

namespace SfOAuth.Http;

/// <summary>Takes a piece of a body that is too large, or too little text, to be held as one.</summary>
internal delegate Task SaveBody(byte[] buffer, int count, CancellationToken cancellationToken);
