namespace Edge.Train.Quantizers;

/// <summary>
/// Where to clip values before 2^M even levels divide [-alpha, alpha], so that clipping and rounding together cost the least mean squared error
/// (Banner, Nahshan, Soudry 2019: Post training 4-bit quantization of convolutional networks for rapid deployment, "Analytical Clipping"). All are pure functions.
/// </summary>
public static class ClippingPoint
{
    /// <summary>
    /// Laplace(b): E = 2 b^2 e^(-alpha/b) + alpha^2 / (3 * 4^M). Its derivative is zero where (alpha/b) e^(alpha/b) = 3 * 4^M, so
    /// alpha = b W(3 * 4^M) with Lambert's W: 2.83 b, 3.89 b, 5.03 b for 2, 3, 4 bits.
    /// </summary>
    /// <param name="b">Mean absolute value.</param>
    public static double Laplace(double b, int bits) => b * LambertW(3 * Math.Pow(4, bits));

    /// <summary>Normal(0, sigma): the minimum of <see cref="GaussError"/>; 1.71, 2.15, 2.55 sigma for 2, 3, 4 bits.</summary>
    public static double Gauss(double sigma, int bits) => sigma * Minimum(alpha => GaussError(1, alpha, bits), 0, 12);

    /// <summary>Mean squared error of Laplace(b) clipped at alpha.</summary>
    public static double LaplaceError(double b, double alpha, int bits) => 2 * b * b * Math.Exp(-alpha / b) + Rounding(alpha, bits);

    /// <summary>
    /// Mean squared error of Normal(0, sigma) clipped at alpha: (alpha^2 + sigma^2) erfc(alpha / (sqrt 2 sigma))
    /// - sqrt(2 / pi) alpha sigma e^(-alpha^2 / (2 sigma^2)) + alpha^2 / (3 * 4^M).
    /// </summary>
    public static double GaussError(double sigma, double alpha, int bits) =>
        (alpha * alpha + sigma * sigma) * ComplementaryError(alpha / (Math.Sqrt(2) * sigma))
        - Math.Sqrt(2 / Math.PI) * alpha * sigma * Math.Exp(-alpha * alpha / (2 * sigma * sigma)) + Rounding(alpha, bits);

    // A step of 2 alpha / 2^M rounded to its middle errs by step^2 / 12.
    private static double Rounding(double alpha, int bits) => alpha * alpha / (3 * Math.Pow(4, bits));

    // W e^W = x for x > 0 by Newton's method on W + ln W = ln x, which is concave: it converges from above 1.
    private static double LambertW(double x)
    {
        double w = Math.Max(1, Math.Log(x));
        for (int i = 0; i < 20; i++)
        {
            w -= (w + Math.Log(w) - Math.Log(x)) / (1 + 1 / w);
        }

        return w;
    }

    // Numerical Recipes' Chebyshev fit, relative error below 1.2e-7 (Press et al. 1992, section 6.2).
    private static double ComplementaryError(double x)
    {
        double t = 1 / (1 + 0.5 * x);
        double[] c = [-1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223, 0.17087277];
        double sum = 0;
        for (int i = c.Length - 1; i >= 0; i--)
        {
            sum = sum * t + c[i];
        }

        return t * Math.Exp(-x * x + sum);
    }

    // Golden-section search: the error falls to one minimum and rises behind it.
    private static double Minimum(Func<double, double> error, double low, double high)
    {
        double ratio = (Math.Sqrt(5) - 1) / 2;
        for (int i = 0; i < 60; i++)
        {
            double a = high - ratio * (high - low);
            double b = low + ratio * (high - low);
            (low, high) = error(a) < error(b) ? (low, b) : (a, high);
        }

        return (low + high) / 2;
    }
}
