using System;
using System.Collections.Generic;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace SfOAuth.FakeOrg.Hosting;

/// <summary>Kestrel and nothing else: no configuration files, no environment, no logging.</summary>
internal static class KestrelHost
{
    public static WebApplication Build(
        IEnumerable<OrgListener> listeners,
        Lazy<X509Certificate2> certificate,
        RequestDelegate pipeline
    )
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;
                kestrel.Limits.MinResponseDataRate = null;
                kestrel.Limits.MinRequestBodyDataRate = null;
                foreach (OrgListener listener in listeners)
                    kestrel.Listen(
                        IPAddress.Loopback,
                        listener.WantedPort,
                        options => Configure(options, listener, certificate)
                    );
            });
        WebApplication app = builder.Build();
        app.Run(pipeline);
        return app;
    }

    private static void Configure(ListenOptions options, OrgListener listener, Lazy<X509Certificate2> certificate)
    {
        listener.Options = options;
        options.Protocols = HttpProtocols.Http1;
        options.Use(next =>
            connection =>
            {
                connection.Features.Set(listener);
                return next(connection);
            }
        );
        if (listener.IsSecure)
            options.UseHttps(
                new HttpsConnectionAdapterOptions { ServerCertificateSelector = (_, _) => certificate.Value }
            );
    }
}
